using CsCheck;
using State = Commerce.CircuitBreaker.CircuitBreakerState;

namespace Commerce.CircuitBreaker.Tests.Model;

/// <summary>One thing that is done to breaker and model alike.</summary>
internal abstract record Operation
{
    internal sealed record Advance(int Milliseconds) : Operation;

    internal sealed record Start : Operation;

    internal sealed record Finish(int Which, string How) : Operation;

    internal sealed record Call(string How, int Takes, int Times) : Operation;

    internal sealed record MoveTo(State State) : Operation;

    private static readonly Gen<string> Ends = Gen.OneOf("ok", "ok", "err", "err", "bad", "ign", "unrec", "rel");

    /// <summary>Mostly calls and time, now and then an operator.</summary>
    public static Gen<Operation> Any { get; } = Gen.Frequency(
        (4, Gen.OneOf(Gen.Int[0, 1_500], Gen.Int[0, 1_500], Gen.Int[0, 15_000]).Select(Operation (span) => new Advance(span))),
        (5, Gen.Const<Operation>(new Start())),
        (5, Gen.Select(Gen.Int[0, 50], Ends, Operation (which, how) => new Finish(which, how))),
        (5, Gen.Select(
            Ends, Gen.OneOf(0, 1, 50, 51, 400, 600), Gen.Int[1, 6], Operation (how, takes, times) => new Call(how, takes, times))),
        (1, Gen.Enum<State>().Select(Operation (state) => new MoveTo(state))));
}
