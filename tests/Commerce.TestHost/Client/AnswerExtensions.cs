namespace Commerce.TestHost.Client;

public static class AnswerExtensions
{
    public static async Task<Answer> GetAnswerAsync(this HttpClient client, string path, CancellationToken ct)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), ct);
        return await Answer.ReadAsync(response, ct);
    }
}
