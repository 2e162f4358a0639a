using Microsoft.Extensions.Options;

namespace Commerce.PgSimulator.Callbacks;

/// <summary>
/// The allow-list of callback addresses. The text must begin with an allowed prefix, as in the original, and the parsed
/// address must lead to the same scheme, host, port and path: <c>http://localhost:8080.evil.example</c> and
/// <c>http://localhost:8080@evil.example</c> begin well and lead elsewhere.
/// </summary>
internal sealed class CallbackTargets(IOptions<CallbackOptions> options)
{
    private readonly IReadOnlyList<string> _prefixes = options.Value.Prefixes;

    /// <summary>The allowed prefixes as an error message names them.</summary>
    public string Prefixes { get; } = string.Join(", ", options.Value.Prefixes);

    public bool Allow(string callbackUrl) => _prefixes.Any(prefix => LeadsUnder(callbackUrl, prefix));

    public static bool IsUsable(string prefix) =>
        Uri.TryCreate(prefix, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri is { UserInfo: "", Query: "", Fragment: "" };

    private static bool LeadsUnder(string url, string prefix)
    {
        if (!url.StartsWith(prefix, StringComparison.Ordinal) || !Uri.TryCreate(url, UriKind.Absolute, out var target))
        {
            return false;
        }

        var allowed = new Uri(prefix);
        return target.Scheme == allowed.Scheme
            && target.Host == allowed.Host
            && target.Port == allowed.Port
            && target.UserInfo.Length == 0
            && IsUnder(target.AbsolutePath, allowed.AbsolutePath);
    }

    // "/hooks" allows "/hooks" and "/hooks/pg" and not "/hooks-of-others".
    private static bool IsUnder(string path, string allowed) =>
        path == allowed || path.StartsWith(allowed.TrimEnd('/') + '/', StringComparison.Ordinal);
}
