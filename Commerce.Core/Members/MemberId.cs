namespace Commerce.Core.Members;

/// <summary>Who is asking: the member's public id, for example <c>demo1</c>. At most 10 letters or digits.</summary>
/// <param name="Value">The id as the member knows it.</param>
public readonly record struct MemberId(string Value)
{
    public const int MaxLength = 10;

    public override string ToString() => Value;
}
