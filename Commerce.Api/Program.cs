using Commerce.Api;
using Commerce.Api.Errors;
using Commerce.Api.Orders;
using Commerce.Api.Payments;
using Commerce.Api.Products;
using Commerce.Core;
using Commerce.ServiceDefaults;
using Commerce.ServiceDefaults.Configuration;
using Scalar.AspNetCore;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCommerceCore();
builder.AddApiConventions();
builder.Services.AddErrorAnswers();
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseRequestLocalization();
app.UseErrorAnswers();
app.MapDefaultEndpoints();
app.MapProducts();
app.MapOrders();
app.MapPayments();
app.MapOpenApi();
app.MapScalarApiReference();

return await app.RunOrExplainAsync();
