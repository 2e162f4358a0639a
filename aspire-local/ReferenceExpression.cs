using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

public interface IValueProvider
{
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>Text with holes that are filled when a process starts: ports and secrets are not known before.</summary>
public class ReferenceExpression : IValueProvider
{
    private readonly List<IValueProvider> _parts = [];

    private ReferenceExpression()
    {
    }

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Expression;

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(await part.GetValueAsync(cancellationToken));
        }

        return text.ToString();
    }

    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal readonly ReferenceExpression Expression = new() { _parts = { Capacity = literalLength + formattedCount } };

        public void AppendLiteral(string value) => AppendFormatted(new Literal(value));

        public void AppendFormatted(string? value) => AppendFormatted(new Literal(value));

        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider => Expression._parts.Add(valueProvider);

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider => AppendFormatted(valueProvider.Resource);
    }

    private sealed record Literal(string? Text) : IValueProvider
    {
        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(Text);
    }
}
