using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Commerce.Core.Members;

internal sealed class MemberIdColumn() : ValueConverter<MemberId, string>(id => id.Value, text => new MemberId(text));
