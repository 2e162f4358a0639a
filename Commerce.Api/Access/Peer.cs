using System.Net;

namespace Commerce.Api.Access;

/// <summary>Who is at the other end of the connection, whatever the request says of where it comes from.</summary>
/// <param name="SetsMember">Whether its <c>X-USER-ID</c> is believed.</param>
internal sealed record Peer(IPAddress? Address, bool SetsMember)
{
    public static bool SetsMemberOf(HttpContext context) => context.Features.Get<Peer>() is { SetsMember: true };
}
