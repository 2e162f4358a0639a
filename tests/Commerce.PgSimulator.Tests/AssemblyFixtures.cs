using Commerce.PgSimulator.Tests.Hosting;

[assembly: AssemblyFixture(typeof(GoodDaySimulator))]
