namespace Commerce.TestHost.Client;

public sealed record MemberAnswer(string MemberId, string Email, string BirthDate, string Gender, long Point);
