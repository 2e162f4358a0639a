using Commerce.Api.Load;

// Puts load on the commerce API: the whole stack as real processes on a real MySQL.
//   dotnet run -c Release --project tests/Commerce.Api.Load -- hanging-pg
if (args is not ["hanging-pg"])
{
    await Console.Error.WriteLineAsync("usage: hanging-pg   200 orders at once while the PG hangs, and what readers of the catalogue notice");
    return 64; // EX_USAGE of sysexits.h
}

await using var shop = await LoadedShop.StartAsync();
await new HangingPg(shop).RunAsync();
return 0;
