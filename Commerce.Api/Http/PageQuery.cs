using System.ComponentModel;
using Commerce.Core.Paging;
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

    public PageRequest ToRequest() => PageRequest.Of(Page ?? 0, Size ?? DefaultSize, Cursor);
}
