using Commerce.PgSimulator;
using Commerce.PgSimulator.Payments;
using Commerce.PgSimulator.Wire;
using Commerce.ServiceDefaults;
using Commerce.ServiceDefaults.Configuration;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPgSimulator();
builder.ListenOnOwnPortUnlessTold();

var app = builder.Build();
app.UseMiddleware<ErrorAnswers>();
app.MapDefaultEndpoints();
app.MapPayments();

return await app.RunOrExplainAsync();
