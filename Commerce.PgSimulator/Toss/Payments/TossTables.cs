using Commerce.PgSimulator.Storage;

namespace Commerce.PgSimulator.Toss.Payments;

/// <summary>The dialect's tables. Identifiers compare by their bytes, times are UTC, amounts won.</summary>
internal static class TossTables
{
    public static readonly SchemaPart Part = new("""
        CREATE TABLE IF NOT EXISTS toss_payments (
            payment_key          VARCHAR(200) NOT NULL,
            order_id             VARCHAR(64)  NOT NULL,
            order_name           VARCHAR(100) NOT NULL,
            customer_key         VARCHAR(50)  NULL,
            amount               BIGINT       NOT NULL,
            balance              BIGINT       NOT NULL,
            status               VARCHAR(20)  NOT NULL,
            card_number          VARCHAR(20)  NULL COMMENT 'masked',
            fate                 VARCHAR(80)  NULL COMMENT 'what was picked in the window; null: the dice decide',
            success_url          VARCHAR(1000) NOT NULL,
            fail_url             VARCHAR(1000) NOT NULL,
            requested_at         DATETIME(6)  NOT NULL,
            approved_at          DATETIME(6)  NULL,
            approve_no           CHAR(8)      NULL,
            approved_order_id    VARCHAR(64)  NULL COMMENT 'the order, once it is approved: an order is approved once',
            last_transaction_key VARCHAR(64)  NULL,
            failure_code         VARCHAR(80)  NULL,
            failure_message      VARCHAR(255) NULL,
            failed_at            DATETIME(6)  NULL,
            expires_at           DATETIME(6)  NULL COMMENT 'null: no clock runs',
            trace_parent         VARCHAR(55)  NULL COMMENT 'the trace of the request that it answers',
            PRIMARY KEY (payment_key),
            INDEX idx_order (order_id, requested_at),
            UNIQUE INDEX idx_approved_order (approved_order_id),
            INDEX idx_expires (expires_at)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

        CREATE TABLE IF NOT EXISTS toss_transactions (
            transaction_key VARCHAR(64)  NOT NULL,
            payment_key     VARCHAR(200) NOT NULL,
            kind            VARCHAR(10)  NOT NULL COMMENT 'APPROVAL, CANCEL or REFUSAL',
            status          VARCHAR(20)  NOT NULL COMMENT 'of the payment, after it',
            amount          BIGINT       NOT NULL,
            refundable      BIGINT       NOT NULL COMMENT 'what is left to cancel after it',
            reason          VARCHAR(200) NULL,
            created_at      DATETIME(6)  NOT NULL,
            PRIMARY KEY (transaction_key),
            INDEX idx_payment (payment_key, created_at),
            INDEX idx_created (created_at, transaction_key)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

        CREATE TABLE IF NOT EXISTS toss_webhooks (
            transmission_id VARCHAR(40)  NOT NULL,
            payment_key     VARCHAR(200) NOT NULL,
            body            TEXT         NOT NULL COMMENT 'as it is told, wrong where it is to be wrong',
            copies          INT          NOT NULL COMMENT 'how often it is sent at once',
            trace_parent    VARCHAR(55)  NULL,
            created_at      DATETIME(6)  NOT NULL,
            due_at          DATETIME(6)  NULL COMMENT 'null: nothing is due any more',
            attempts        INT          NOT NULL DEFAULT 0,
            sent_at         DATETIME(6)  NULL COMMENT 'when the merchant agreed',
            PRIMARY KEY (transmission_id),
            INDEX idx_due (due_at),
            INDEX idx_created (created_at)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

        CREATE TABLE IF NOT EXISTS toss_idempotency_keys (
            fingerprint CHAR(64)    NOT NULL COMMENT 'SHA-256 of API key, method, address and key',
            body        CHAR(64)    NOT NULL COMMENT 'SHA-256 of the first body',
            created_at  DATETIME(6) NOT NULL,
            held_until  DATETIME(6) NOT NULL COMMENT 'until when it is in flight while there is no answer',
            status      SMALLINT    NULL COMMENT 'null: there is no answer yet',
            answer      MEDIUMTEXT  NULL,
            PRIMARY KEY (fingerprint),
            INDEX idx_created (created_at)
        ) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        """);
}
