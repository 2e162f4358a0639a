using Commerce.MySql.Failover;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace Commerce.PgSimulator.Storage;

/// <summary>The connection string <c>paymentgateway</c>, checked at start. It holds a password, so no message repeats it.</summary>
internal sealed class PaymentGatewayConnection
{
    public const string Name = "paymentgateway";
    private const string Key = $"ConnectionStrings:{Name}";

    public string? Text { get; set; }

    /// <summary>
    /// The settings for MySqlConnector: what is configured, times in UTC, and sessions left as they are (<see cref="GatewaySessions"/>).
    /// </summary>
    public MySqlConnectionStringBuilder Settings => new(Text!) { DateTimeKind = MySqlDateTimeKind.Utc, ConnectionReset = false };

    internal sealed class Validator : IValidateOptions<PaymentGatewayConnection>
    {
        public ValidateOptionsResult Validate(string? name, PaymentGatewayConnection options)
        {
            if (string.IsNullOrWhiteSpace(options.Text))
            {
                return ValidateOptionsResult.Fail(
                    $"{Key} is not set: give it a MySQL connection string, for example Server=127.0.0.1;Database=paymentgateway;User "
                    + "ID=pg;Password=…");
            }

            try
            {
                if (options.Settings.Server.Length == 0)
                {
                    return ValidateOptionsResult.Fail($"{Key} names no server.");
                }

                _ = MySqlHosts.Of(options.Text);
                return ValidateOptionsResult.Success;
            }
            catch (ArgumentException e)
            {
                return ValidateOptionsResult.Fail($"{Key} is no MySQL connection string: {e.Message}");
            }
        }
    }
}
