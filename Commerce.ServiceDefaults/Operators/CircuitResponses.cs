using Commerce.CircuitBreaker.AspNetCore;
using Commerce.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;

namespace Commerce.ServiceDefaults.Operators;

/// <summary>What the circuit endpoints answer, in the envelope and with the error codes of the API.</summary>
internal sealed class CircuitResponses : CircuitBreakerResponses
{
    public override Type TypeOfAll => typeof(Envelope<IEnumerable<CircuitView>>);

    public override Type TypeOfOne => typeof(Envelope<CircuitView>);

    public override IResult All(IReadOnlyList<CircuitView> circuits) =>
        TypedResults.Ok(Envelope<IEnumerable<CircuitView>>.Success(circuits));

    public override IResult One(CircuitView circuit) => TypedResults.Ok(Envelope<CircuitView>.Success(circuit));

    public override IResult UnknownCircuit(string name) => OperatorProblems.UnknownCircuit();

    public override IResult UnknownAction() => OperatorProblems.UnknownAction();
}
