using System.ComponentModel.DataAnnotations;
using Commerce.ServiceDefaults.Networks;

namespace Commerce.Core.Gateways.Toss;

/// <summary>
/// How Toss Payments is reached. Configuration section <c>Gateways:Toss</c>. Without keys there is no such gateway; one key without the
/// other is an error, and so is a live key that nobody has allowed.
/// </summary>
public sealed class TossOptions
{
    public const string Section = "Gateways:Toss";

    /// <summary>Proves who we are: <c>test_sk_…</c>, or <c>test_gsk_…</c> for the widget, or the same with <c>live</c>. A secret.</summary>
    public string? SecretKey { get; set; }

    /// <summary>Goes to the browser: <c>test_ck_…</c> or <c>test_gck_…</c>, of one pair with <see cref="SecretKey"/>.</summary>
    public string? ClientKey { get; set; }

    /// <summary>Whether live keys are meant, which take real money. Default false: a live key stops the process.</summary>
    public bool Live { get; set; }

    /// <summary>Where Toss listens. Default <c>https://api.tosspayments.com</c>, for test and live keys alike.</summary>
    [Required]
    public Uri BaseAddress { get; set; } = new("https://api.tosspayments.com");

    /// <summary>1 to 1000: buyers may choose it; 0: it takes no new payment and only ends what it began; default 1.</summary>
    [Range(0, 1000)]
    public int Weight { get; set; } = 1;

    /// <summary>How long a connection may take to open. 10 ms to 10 s; default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:00:10")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a confirm may take, and a cancel. 1 s to 2 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan ConfirmTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one look may take. 100 ms to 60 s; default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan LookupTimeLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one page of the books may take. 1 s to 10 min; default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BooksTimeLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many lines of the books are read at a time. 1 to 5000; default 1000.</summary>
    [Range(1, 5000)]
    public int BooksPageSize { get; set; } = 1000;

    /// <summary>
    /// How many requests a minute this process sends to each of confirm, look and cancel; what is more is not sent, and comes again later.
    /// Of the looks the books take half at most. 1 to 100,000; default 100, which is what Toss allows a test key.
    /// </summary>
    [Range(1, 100_000)]
    public int RequestsPerMinute { get; set; } = 100;

    /// <summary>
    /// The networks that it calls back from, as in <c>Pg:CallbackNetworks</c>. Default: none, and then it may call from anywhere.
    /// </summary>
    [Networks]
    public string[] CallbackNetworks { get; set; } = [];

    /// <summary>Neither key is there: the gateway is not used.</summary>
    internal bool IsOff => string.IsNullOrEmpty(SecretKey) && string.IsNullOrEmpty(ClientKey);
}
