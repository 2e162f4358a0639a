using Commerce.ServiceDefaults;
using Commerce.ServiceDefaults.Configuration;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

var app = builder.Build();
app.MapDefaultEndpoints();

return await app.RunOrExplainAsync();
