using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Commerce.Core.Payments;

internal sealed class TransactionKeyColumn() : ValueConverter<TransactionKey, string>(key => key.Value, text => new TransactionKey(text));
