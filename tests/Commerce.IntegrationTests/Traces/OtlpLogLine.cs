using Google.Protobuf;

namespace Commerce.IntegrationTests.Traces;

/// <summary>A log record as a process sent it out.</summary>
/// <param name="TraceId">Empty: it belongs to no trace.</param>
internal sealed record OtlpLogLine(string Text, string TraceId, string SpanId)
{
    public static IEnumerable<OtlpLogLine> Read(byte[] request) =>
        from process in new ProtobufMessage(ByteString.CopyFrom(request)).Messages(1)
        from scope in process.Messages(2)
        from line in scope.Messages(2)
        select new OtlpLogLine(line.Messages(5).Single().Text(1), line.Hex(9), line.Hex(10));
}
