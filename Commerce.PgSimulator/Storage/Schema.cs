namespace Commerce.PgSimulator.Storage;

/// <summary>
/// The tables. <c>payments</c> has the original's columns and indexes and one more index, for the books; what the original kept in memory,
/// the work that is still to be done, has tables of its own beside it. Identifiers compare by their bytes: order "A" is not order "a".
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
            UNIQUE INDEX idx_unique_user_order_transaction (user_id, order_id, transaction_key),
            INDEX idx_created (created_at)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

        CREATE TABLE IF NOT EXISTS approvals (
            transaction_key VARCHAR(255) NOT NULL,
            status          VARCHAR(20)  NOT NULL COMMENT 'what the payment will become',
            reason          VARCHAR(255) NOT NULL,
            due_at          DATETIME(6)  NULL COMMENT 'null: nothing is due, or not any more',
            concluded_at    DATETIME(6)  NULL,
            PRIMARY KEY (transaction_key),
            INDEX idx_due (due_at)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

        CREATE TABLE IF NOT EXISTS callbacks (
            transaction_key VARCHAR(255) NOT NULL,
            message_id      VARCHAR(40)  NOT NULL COMMENT 'the same for every copy and every attempt',
            copies          INT          NOT NULL COMMENT 'how often it is sent; 0: lost on purpose',
            delay_ms        INT          NOT NULL COMMENT 'from concluding the payment to sending',
            flaw            VARCHAR(20)  NOT NULL,
            trace_parent    VARCHAR(55)  NULL COMMENT 'the trace of the request that it answers',
            due_at          DATETIME(6)  NULL COMMENT 'null: nothing is due, or not any more',
            attempts        INT          NOT NULL DEFAULT 0,
            sent_at         DATETIME(6)  NULL COMMENT 'when the merchant agreed',
            PRIMARY KEY (transaction_key),
            INDEX idx_due (due_at)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

        CREATE TABLE IF NOT EXISTS cancels (
            transaction_key VARCHAR(255) NOT NULL,
            amount          BIGINT       NOT NULL,
            was_captured    BOOLEAN      NOT NULL COMMENT 'false: it was cancelled before it was approved, no money moved',
            created_at      DATETIME(6)  NOT NULL,
            PRIMARY KEY (transaction_key),
            INDEX idx_created (created_at)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

        CREATE TABLE IF NOT EXISTS idempotency_keys (
            user_id         VARCHAR(255) NOT NULL,
            operation       VARCHAR(10)  NOT NULL,
            idempotency_key VARCHAR(255) NOT NULL,
            fingerprint     CHAR(64)     NOT NULL COMMENT 'SHA-256 of what was asked',
            transaction_key VARCHAR(255) NOT NULL,
            created_at      DATETIME(6)  NOT NULL,
            PRIMARY KEY (user_id, operation, idempotency_key),
            INDEX idx_created (created_at)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        """;

    /// <summary>The indexes that tables of an older version do not have, each with the statement that adds it.</summary>
    public static readonly IReadOnlyList<(string Table, string Index, string Sql)> LaterIndexes =
    [
        ("idempotency_keys", "idx_created", "ALTER TABLE idempotency_keys ADD INDEX idx_created (created_at)"),
    ];
}
