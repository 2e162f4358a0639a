using Commerce.PgSimulator;
using Commerce.ServiceDefaults;
using Commerce.ServiceDefaults.Configuration;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPgSimulator();
builder.ListenOnOwnPortUnlessTold();

var app = builder.Build();
app.UseSecurityHeaders();
app.MapDefaultEndpoints();
app.MapPgSimulator();

return await app.RunOrExplainAsync();
