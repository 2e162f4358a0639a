using System.ComponentModel;
using Commerce.Core.Paging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Commerce.Api.Http;

/// <summary>Which page of a list a client wants, as every list reads it from the query.</summary>
internal sealed class PageQuery
{
    private const int DefaultSize = 20;

    [FromQuery(Name = "page"), DefaultValue(0), Description("The page's number, 0 to 100. What comes later is read by cursor.")]
    public int? Page { get; init; }

    [FromQuery(Name = "size"), DefaultValue(DefaultSize), Description("Entries a page, 1 to 100.")]
    public int? Size { get; init; }

    [FromQuery(Name = "cursor")]
    [Description("The nextCursor of the page before, instead of page. However deep it leads, it costs the same.")]
    public string? Cursor { get; init; }

    public required HttpContext Context { get; init; }

    public PageRequest ToRequest() => PageRequest.Of(Page ?? 0, Size ?? DefaultSize, Cursor);

    /// <summary>Answers with the page, and with links to those beside it (RFC 8288).</summary>
    public Ok<Envelope<PageResponse<T>>> Answer<TSource, T>(Page<TSource> page, Func<TSource, T> map)
    {
        PageLinks.Write(Context, page.Number, page.NextCursor);
        return TypedResults.Ok(Envelope<PageResponse<T>>.Success(PageResponse<T>.Of(page, map)));
    }
}
