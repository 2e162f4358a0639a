using Google.Protobuf;

namespace Commerce.IntegrationTests.Traces;

/// <summary>A protobuf message as it is on the wire: numbered fields, each any number of times.</summary>
internal sealed class ProtobufMessage
{
    private readonly ILookup<int, object> _fields;

    public ProtobufMessage(ByteString bytes) => _fields = Read(bytes.CreateCodedInput()).ToLookup(
        field => field.Number, field => field.Value);

    public IEnumerable<ProtobufMessage> Messages(int field) => _fields[field].Cast<ByteString>().Select(
        bytes => new ProtobufMessage(bytes));

    public string Text(int field) => _fields[field].Cast<ByteString>().LastOrDefault(ByteString.Empty).ToStringUtf8();

    /// <summary>Lower-case hex digits; empty when the field is not there.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(_fields[field].Cast<ByteString>().LastOrDefault(ByteString.Empty).Span);

    /// <summary>0 when the field is not there.</summary>
    public ulong Number(int field) => _fields[field].Cast<ulong>().LastOrDefault();

    public bool Has(int field) => _fields.Contains(field);

    private static IEnumerable<(int Number, object Value)> Read(CodedInputStream input)
    {
        uint tag;
        while ((tag = input.ReadTag()) != 0)
        {
            yield return (WireFormat.GetTagFieldNumber(tag), ValueOf(WireFormat.GetTagWireType(tag), input));
        }
    }

    private static object ValueOf(WireFormat.WireType type, CodedInputStream input) => type switch
    {
        WireFormat.WireType.Varint => input.ReadUInt64(),
        WireFormat.WireType.Fixed64 => input.ReadFixed64(),
        WireFormat.WireType.Fixed32 => (ulong)input.ReadFixed32(),
        WireFormat.WireType.LengthDelimited => input.ReadBytes(),
        _ => throw new InvalidDataException($"OTLP has no {type}."),
    };
}
