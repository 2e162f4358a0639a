using Commerce.PgSimulator;
using Commerce.ServiceDefaults;
using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.OpenApi;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPgSimulator();
builder.ListenOnOwnPortUnlessTold();

var app = builder.Build();
app.UseSecurityHeaders(ReferencePage.Policy);
app.MapDefaultEndpoints();
app.MapPgSimulator();

return await app.RunOrExplainAsync();
