using System.Text;

namespace Commerce.IntegrationTests.Secrets;

/// <summary>
/// Every text in a protobuf message, without knowing its schema: whatever has a length may be a text or a message, so it is
/// read as both. The wire format is four kinds of fields: a varint, 8 bytes, 4 bytes, or a length and as many bytes.
/// </summary>
internal static class ProtobufTexts
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IReadOnlyList<string> Of(byte[] message)
    {
        var texts = new List<string>();
        _ = TryRead(message, texts);
        return texts;
    }

    private static bool TryRead(ReadOnlySpan<byte> message, List<string> texts)
    {
        while (!message.IsEmpty)
        {
            if (!TryVarint(ref message, out var tag) || !TrySkip(ref message, (int)(tag & 7), texts))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> message, int kind, List<string> texts)
    {
        ulong length;
        switch (kind)
        {
            case 0:
                return TryVarint(ref message, out _);
            case 1:
                length = 8;
                break;
            case 5:
                length = 4;
                break;
            case 2 when TryVarint(ref message, out length) && length <= (ulong)message.Length:
                AddTexts(message[..(int)length], texts);
                break;
            default:
                return false;
        }

        if (length > (ulong)message.Length)
        {
            return false;
        }

        message = message[(int)length..];
        return true;
    }

    private static void AddTexts(ReadOnlySpan<byte> field, List<string> texts)
    {
        if (IsText(field, out var text))
        {
            texts.Add(text);
        }

        var inner = new List<string>();
        if (TryRead(field, inner))
        {
            texts.AddRange(inner);
        }
    }

    private static bool IsText(ReadOnlySpan<byte> field, out string text)
    {
        text = string.Empty;
        try
        {
            text = Strict.GetString(field);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        return text.All(c => !char.IsControl(c) || char.IsWhiteSpace(c));
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(10, message.Length); i++)
        {
            value |= (ulong)(message[i] & 0x7F) << (7 * i);
            if (message[i] < 0x80)
            {
                message = message[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
