using Commerce.PgSimulator.Toss.Wire;

namespace Commerce.PgSimulator.Toss.Flow;

/// <summary>What a merchant gives back, in won.</summary>
/// <param name="Amount">Null: all that is left.</param>
/// <param name="Refundable">What he believes to be left; null: he does not say.</param>
internal sealed record WindowCancelRequest(string Reason, long? Amount, long? Refundable)
{
    public const string Example = """{"cancelReason":"The buyer asked for it","cancelAmount":1000,"refundableAmount":5000}""";
    private const int LongestReason = 200;

    /// <exception cref="TossException">INVALID_REQUEST: it is not such a request.</exception>
    public static WindowCancelRequest Read(TossBody body)
    {
        var request = new WindowCancelRequest(
            body.Text("cancelReason", LongestReason), body.Won("cancelAmount"), body.Won("refundableAmount"));
        return request.Amount is null or > 0 ? request : throw new TossException("INVALID_REQUEST");
    }
}
