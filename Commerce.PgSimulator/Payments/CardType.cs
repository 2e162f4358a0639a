namespace Commerce.PgSimulator.Payments;

internal enum CardType
{
    SAMSUNG,
    KB,
    HYUNDAI,
}
