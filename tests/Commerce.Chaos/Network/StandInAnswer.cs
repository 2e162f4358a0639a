using System.Text;

namespace Commerce.Chaos.Network;

/// <summary>What somebody says who answers in another's place.</summary>
/// <param name="SpeaksFirst">As a database server does; else he waits until something was asked.</param>
internal sealed record StandInAnswer(byte[] Bytes, bool SpeaksFirst)
{
    public static readonly StandInAnswer Nothing = new([], SpeaksFirst: true);

    /// <summary>503 without a word that a client of the dependency could know.</summary>
    public static readonly StandInAnswer Unavailable = Http("503 Service Unavailable", "text/plain", "Try later.");

    /// <summary>200 with a page for people, as of a proxy that took the wrong turn.</summary>
    public static readonly StandInAnswer WelcomePage = Http("200 OK", "text/html", "<html><body>Welcome!</body></html>");

    /// <summary>MySQL's error 1040 in place of its greeting.</summary>
    public static readonly StandInAnswer TooManyConnections = new(
        Packet([0xff, 0x10, 0x04, .. "#08004Too many connections"u8]), SpeaksFirst: true);

    /// <summary>A server of mail, where a database was expected.</summary>
    public static readonly StandInAnswer MailGreeting = new("220 mail.example.com ESMTP ready\r\n"u8.ToArray(), SpeaksFirst: true);

    private static StandInAnswer Http(string status, string type, string body) => new(
        Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"),
        SpeaksFirst: false);

    private static byte[] Packet(byte[] payload) => [(byte)payload.Length, 0, 0, 0, .. payload];
}
