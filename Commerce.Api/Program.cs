using Commerce.Api;
using Commerce.Api.Coupons;
using Commerce.Api.Errors;
using Commerce.Api.Likes;
using Commerce.Api.Members;
using Commerce.Api.Orders;
using Commerce.Api.Payments;
using Commerce.Api.Points;
using Commerce.Api.Products;
using Commerce.Core;
using Commerce.ServiceDefaults;
using Commerce.ServiceDefaults.CircuitBreaker.Http;
using Commerce.ServiceDefaults.Configuration;
using Scalar.AspNetCore;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCommerceCore();
builder.AddApiConventions();
builder.Services.AddErrorAnswers();
builder.Services.AddOpenApi(openApi => openApi.AddOperationTransformer<MemberHeaderInOpenApi>());

var app = builder.Build();
app.UseRequestLocalization();
app.UseErrorAnswers();
app.MapDefaultEndpoints();
app.MapMembers();
app.MapPoints();
app.MapBrands();
app.MapProducts();
app.MapLikes();
app.MapCoupons();
app.MapOrders();
app.MapPayments();
app.MapCircuitEndpoints();
app.MapOpenApi();
app.MapScalarApiReference();

return await app.RunOrExplainAsync();
