using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Firstlight.Api;

/// <summary>
/// Writes a PDF object by object as it is made: of what was written only the objects' places stay in memory, eight bytes for each, so that a
/// file may have any number of pages (docs/decisions/0021).
/// </summary>
internal sealed class PdfFile(Stream body)
{
    private const int CatalogId = 1;
    private const int PagesId = 2;
    private const int ResourcesId = 3;
    private const int FirstPageId = 4;
    private const double PointsPerMillimetre = 72 / 25.4;

    // The place of object N is at N - 1.
    private readonly List<long> _places = [0, 0];
    private long _written;
    private int _pages;

    /// <summary>True once a page is in it.</summary>
    public bool HasPages => _pages > 0;

    /// <summary>What comes before the pages.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        // The bytes above 127 tell tools that it is no text.
        await WriteAsync("%PDF-1.4\n%\u00E2\u00E3\u00CF\u00D3\n", cancellation);
        await WriteNextAsync(
            "<</Font<</N<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"
                + "/C<</Type/Font/Subtype/Type1/BaseFont/Courier-Bold/Encoding/WinAnsiEncoding>>>>>>",
            cancellation
        );
    }

    /// <summary>One page. Its content is in millimetres, with the origin at the upper left.</summary>
    public async Task WritePageAsync(double width, double height, StringBuilder content, CancellationToken cancellation)
    {
        var (right, top) = (width * PointsPerMillimetre, height * PointsPerMillimetre);
        _pages++;
        await WriteNextAsync(
            Text(
                $"<</Type/Page/Parent {PagesId} 0 R/Resources {ResourcesId} 0 R/MediaBox[0 0 {right:0.###} {top:0.###}]/Contents {_places.Count + 2} 0 R>>"
            ),
            cancellation
        );
        content.Insert(
            0,
            Text($"{PointsPerMillimetre:0.######} 0 0 {-PointsPerMillimetre:0.######} 0 {top:0.###} cm\n")
        );
        var packed = Pack(content);
        _places.Add(_written);
        await WriteAsync(
            Text($"{_places.Count} 0 obj\n<</Length {packed.Length}/Filter/FlateDecode>>stream\n"),
            cancellation
        );
        await WriteAsync(packed, cancellation);
        await WriteAsync("\nendstream\nendobj\n", cancellation);
    }

    /// <summary>What comes behind the pages, without which it is no PDF: a file that ends early is seen to be broken.</summary>
    public async Task EndAsync(string title, CancellationToken cancellation)
    {
        // Printed at its own size, or no label is where the paper has it.
        await WriteAtAsync(
            CatalogId,
            $"<</Type/Catalog/Pages {PagesId} 0 R/ViewerPreferences<</PrintScaling/None/DisplayDocTitle true>>>>",
            cancellation
        );
        await WriteAtAsync(PagesId, $"<</Type/Pages/Count {_pages}/Kids[", cancellation, end: "");
        for (var page = 0; page < _pages; page++)
            await WriteAsync(Text($"{FirstPageId + 2 * page} 0 R\n"), cancellation);
        await WriteAsync("]>>\nendobj\n", cancellation);
        await WriteNextAsync($"<</Title{LabelFont.Quote(title)}/Producer(Firstlight)>>", cancellation);
        var table = _written;
        await WriteAsync(Text($"xref\n0 {_places.Count + 1}\n0000000000 65535 f \n"), cancellation);
        foreach (var place in _places)
            await WriteAsync(Text($"{place:D10} 00000 n \n"), cancellation);
        await WriteAsync(
            Text(
                $"trailer\n<</Size {_places.Count + 1}/Root {CatalogId} 0 R/Info {_places.Count} 0 R>>\nstartxref\n{table}\n%%EOF\n"
            ),
            cancellation
        );
        await body.FlushAsync(cancellation);
    }

    private Task WriteNextAsync(string dictionary, CancellationToken cancellation)
    {
        _places.Add(0);
        return WriteAtAsync(_places.Count, dictionary, cancellation);
    }

    private Task WriteAtAsync(int id, string dictionary, CancellationToken cancellation, string end = "\nendobj\n")
    {
        _places[id - 1] = _written;
        return WriteAsync(Text($"{id} 0 obj\n{dictionary}{end}"), cancellation);
    }

    private Task WriteAsync(string text, CancellationToken cancellation) =>
        WriteAsync(Encoding.Latin1.GetBytes(text), cancellation);

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        _written += bytes.Length;
        await body.WriteAsync(bytes, cancellation);
    }

    private static ReadOnlyMemory<byte> Pack(StringBuilder content)
    {
        var packed = new MemoryStream();
        using (var packer = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var part in content.GetChunks())
                packer.Write(Encoding.Latin1.GetBytes(part.ToArray()));
        }

        return packed.GetBuffer().AsMemory(0, (int)packed.Length);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
