namespace Commerce.PgSimulator.Storage;

/// <summary>
/// The tables. <c>payments</c> has the original's columns and indexes; what the original kept in memory, the work that is
/// still to be done, has tables of its own beside it. Identifiers compare by their bytes: order "A" is not order "a".
/// </summary>
internal static class Schema
{
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS payments (
            transaction_key VARCHAR(255) NOT NULL,
            user_id         VARCHAR(255) NOT NULL,
            order_id        VARCHAR(255) NOT NULL,
            card_type       VARCHAR(20)  NOT NULL,
            card_no         VARCHAR(255) NOT NULL,
            amount          BIGINT       NOT NULL,
            callback_url    VARCHAR(255) NOT NULL,
            status          VARCHAR(20)  NOT NULL,
            reason          VARCHAR(255) NULL,
            created_at      DATETIME(6)  NOT NULL,
            updated_at      DATETIME(6)  NOT NULL,
            PRIMARY KEY (transaction_key),
            INDEX idx_user_transaction (user_id, transaction_key),
            INDEX idx_user_order (user_id, order_id),
            UNIQUE INDEX idx_unique_user_order_transaction (user_id, order_id, transaction_key)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

        CREATE TABLE IF NOT EXISTS approvals (
            transaction_key VARCHAR(255) NOT NULL,
            status          VARCHAR(20)  NOT NULL COMMENT 'what the payment will become',
            reason          VARCHAR(255) NOT NULL,
            due_at          DATETIME(6)  NULL COMMENT 'null: nothing is due any more',
            concluded_at    DATETIME(6)  NULL,
            PRIMARY KEY (transaction_key),
            INDEX idx_due (due_at)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

        CREATE TABLE IF NOT EXISTS callbacks (
            id              BIGINT       NOT NULL AUTO_INCREMENT,
            transaction_key VARCHAR(255) NOT NULL,
            attempts        INT          NOT NULL DEFAULT 0,
            due_at          DATETIME(6)  NULL COMMENT 'null: nothing is due any more',
            sent_at         DATETIME(6)  NULL COMMENT 'when the merchant agreed',
            PRIMARY KEY (id),
            INDEX idx_due (due_at),
            INDEX idx_transaction (transaction_key)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        """;
}
