using System.Text;

namespace Firstlight.Api;

/// <summary>Labels in order, page after page; a page leaves before the next one is drawn.</summary>
internal static class LabelSheets
{
    private const int BufferBytes = 64 * 1024;

    /// <param name="body">Where the PDF goes.</param>
    /// <param name="title">What readers call the file.</param>
    /// <param name="labels">In the order in which they are printed.</param>
    /// <param name="paper">What they are printed on.</param>
    /// <param name="skip">Places at the start of the first page that are used up; fewer than the page has.</param>
    /// <param name="cancellation">Stops it; the file is broken then.</param>
    public static async Task WriteAsync(
        Stream body,
        string title,
        IAsyncEnumerable<Label> labels,
        LabelPaper paper,
        int skip,
        CancellationToken cancellation
    )
    {
        var grid = LabelGrid.Of(paper);
        // Many small pieces, and each would be sent on its own.
        var file = new PdfFile(new BufferedStream(body, BufferBytes));
        await file.BeginAsync(cancellation);
        using var drawing = new LabelDrawing();
        var page = new StringBuilder();
        var place = skip;
        await foreach (var label in labels.WithCancellation(cancellation))
        {
            drawing.Draw(page, label, grid, place);
            if (++place < grid.PerPage)
                continue;
            await NextPageAsync();
            place = 0;
        }

        // A batch whose tokens were all deleted has one empty page, because a PDF has at least one.
        if (page.Length > 0 || !file.HasPages)
            await NextPageAsync();
        await file.EndAsync(title, cancellation);

        async Task NextPageAsync()
        {
            await file.WritePageAsync(grid.PageWidth, grid.PageHeight, page, cancellation);
            page.Clear();
        }
    }
}
