namespace Commerce.TestHost.Invariants;

/// <summary>What may be in no database of ours (I15). <see cref="SecretScan"/> looks more closely, and beyond databases.</summary>
internal static class SecretInvariants
{
    // Sixteen digits on their own, in the usual ways to write them. Beside letters and hyphens digits are a part of some id.
    private const string CardNumber = "(?<![0-9A-Za-z-])[0-9]{4}((.u002[DdEeFf]|[ ._/-])?[0-9]{4}){3}(?![0-9A-Za-z-])";

    public static readonly Invariant[] All =
    [
        new("I15 a card is stored masked", """
            SELECT CONCAT('payment ', id, ' holds a card number that is not masked')
            FROM commerce.commerce_payments WHERE card_no NOT LIKE '****-****-****-____'
            """, HoldsAlways: true),

        // The PG's own payments are left out: they hold card numbers in full because the original does.
        new("I15 no text of any table holds a card number", $"""
            SELECT CONCAT('(SELECT ''', table_schema, '.', table_name, '.', column_name, ' holds a card number'' FROM `', table_schema, '`.`', table_name,
                '` WHERE `', column_name, '` REGEXP ''{CardNumber}'' LIMIT 1)')
            FROM information_schema.columns
            WHERE table_schema IN ('commerce', 'paymentgateway') AND NOT (table_schema = 'paymentgateway' AND table_name = 'payments')
              AND data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'json')
            """, HoldsAlways: true, IsOverTables: true),
    ];
}
