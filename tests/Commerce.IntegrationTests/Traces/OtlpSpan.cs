using System.Globalization;
using Google.Protobuf;

namespace Commerce.IntegrationTests.Traces;

/// <summary>A span as a process sent it out.</summary>
/// <param name="Service">The process: <c>service.name</c> of its resource.</param>
/// <param name="Parent">Empty: it is the first of its trace.</param>
/// <param name="Links">The traces to which it leads.</param>
internal sealed record OtlpSpan(
    string Service,
    IReadOnlyDictionary<string, string> Resource,
    string Source,
    string TraceId,
    string SpanId,
    string Parent,
    string Name,
    SpanKind Kind,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<string> Links)
{
    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    public override string ToString() => $"{Service}: {Name} {string.Join(' ', Attributes.Select(pair => $"{pair.Key}={pair.Value}"))}";

    /// <summary>The spans of an export request; the numbers are those of OTLP's fields.</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] request) =>
        from process in new ProtobufMessage(ByteString.CopyFrom(request)).Messages(1)
        let resource = process.Messages(1).SelectMany(message => AttributesOf(message, 1)).ToDictionary()
        from scope in process.Messages(2)
        let source = scope.Messages(1).Select(message => message.Text(1)).FirstOrDefault(string.Empty)
        from span in scope.Messages(2)
        select new OtlpSpan(
            resource["service.name"],
            resource,
            source,
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            span.Text(5),
            (SpanKind)span.Number(6),
            AttributesOf(span, 9).ToDictionary(),
            [.. span.Messages(13).Select(link => link.Hex(1))]);

    /// <summary>The spans from the first of the trace down to one, without the HTTP client's.</summary>
    public static Stack<string> Chain(List<OtlpSpan> trace, OtlpSpan? last)
    {
        var names = new Stack<string>();
        for (; last is not null; last = trace.Find(span => span.SpanId == last.Parent))
        {
            if (last.Kind != SpanKind.Client)
            {
                names.Push(string.Create(CultureInfo.InvariantCulture, $"{last.Service} {last.Name}"));
            }
        }

        return names;
    }

    private static IEnumerable<KeyValuePair<string, string>> AttributesOf(ProtobufMessage message, int field) =>
        message.Messages(field).Select(pair => KeyValuePair.Create(pair.Text(1), ValueOf(pair.Messages(2).Single())));

    private static string ValueOf(ProtobufMessage value) => value switch
    {
        _ when value.Has(2) => value.Number(2) == 1 ? "true" : "false",
        _ when value.Has(3) => value.Number(3).ToString(CultureInfo.InvariantCulture),
        _ => value.Text(1),
    };
}

internal enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}
