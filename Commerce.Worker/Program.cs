using Commerce.Core;
using Commerce.Core.Recovery;
using Commerce.ServiceDefaults;
using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.Operators;
using Commerce.Worker;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCommerceCore();
builder.AddBacklogGauges();
builder.Services.AddSingleton<DrainTimerServices>();
builder.Services.AddHostedService<RecoveryTimer>();
builder.Services.AddHostedService<SweepTimer>();
builder.Services.AddHostedService<CheckoutTimer>();
builder.Services.AddHostedService<InboxTimer>();
builder.Services.AddHostedService<OutboxTimer>();
builder.Services.AddHostedService<WebhookTimer>();
builder.Services.AddHostedService<ReconciliationTimer>();
builder.Services.AddHostedService<RetentionTimer>();
builder.Services.AddHostedService<WatchOutages>();
builder.Services.AddHostedService<BacklogTimer>();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseAuthorization(); // After the headers: a refusal has them too.
app.MapDefaultEndpoints();
app.MapCircuitEndpoints(); // Its breakers are others than the API's, and an operator moves each where it lives.

return await app.RunOrExplainAsync();
