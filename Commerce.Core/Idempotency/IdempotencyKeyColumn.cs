using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Commerce.Core.Idempotency;

internal sealed class IdempotencyKeyColumn()
    : ValueConverter<IdempotencyKey, string>(key => key.Value, text => IdempotencyKey.Stored(text));
