using Commerce.Api;
using Commerce.Api.Access;
using Commerce.Api.CheckoutPage;
using Commerce.Api.Cors;
using Commerce.Api.Coupons;
using Commerce.Api.CustomerService;
using Commerce.Api.Events;
using Commerce.Api.Http;
using Commerce.Api.Idempotency;
using Commerce.Api.Likes;
using Commerce.Api.Members;
using Commerce.Api.Orders;
using Commerce.Api.Overload;
using Commerce.Api.Payments;
using Commerce.Api.Points;
using Commerce.Api.Products;
using Commerce.Api.RateLimits;
using Commerce.Api.Reconciliations;
using Commerce.Api.Webhooks;
using Commerce.Core;
using Commerce.ServiceDefaults;
using Commerce.ServiceDefaults.Configuration;
using Commerce.ServiceDefaults.OpenApi;
using Commerce.ServiceDefaults.Operators;
using Commerce.ServiceDefaults.Shutdown;

if (MigrationRun.IsWanted(args))
{
    return await MigrationRun.ExecuteAsync(args);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDrain();
builder.AddCommerceCore();
builder.AddCallbacks();
builder.AddOrderStreams();
builder.AddApiConventions();
builder.Services.AddErrorAnswers();
builder.Services.AddCorsBySettings();
builder.Services.AddIdempotentAnswers();
builder.Services.AddAccess();
builder.Services.AddRateLimits();
builder.Services.AddOverloadLimits();
builder.Services.AddSingleton<OrderAnswer>();
builder.Services.AddOpenApi(openApi => openApi
    .AddDocumentTransformer<ProblemInOpenApi>()
    .AddOperationTransformer<ProblemInOpenApi>() // Before the headers of answers are described: 503 has one.
    .DescribeWire(ApiDocument.Texts)
    .AddOperationTransformer<HeadersInOpenApi>()
    .AddDocumentTransformer<SecurityInOpenApi>()
    .AddOperationTransformer<SecurityInOpenApi>());

var app = builder.Build();
app.UseSecurityHeaders(ReferencePage.Policy, CheckoutPageEndpoints.Policy);
app.UseResponseCompression();
app.UseRequestLocalization();
app.UseRequestId();
app.UseErrorAnswers();
app.UseCors();
app.UseAccess();
app.UseRateLimits();
app.UseOverloadLimits();
app.UseKnownParameters();
app.MapDefaultEndpoints();
app.MapMembers();
app.MapPoints();
app.MapBrands();
app.MapProducts();
app.MapLikes();
app.MapCoupons();
app.MapOrders();
app.MapCheckouts();
app.MapCheckoutPage();
app.MapPayments();
app.MapEvents();
app.MapWebhooks();
app.MapReconciliations();
app.MapCases();
app.MapCircuitEndpoints();
app.MapOpenApi().ForEverybody();
app.MapReferencePage(ApiDocument.Texts.Title, SecurityInOpenApi.MemberHeader, "demo1").ForEverybody();

return await app.RunOrExplainAsync();
