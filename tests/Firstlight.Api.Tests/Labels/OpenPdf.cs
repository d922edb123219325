using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Firstlight.Api.Tests.Labels;

/// <summary>A PDF read back from its end, as readers do: the table first, then what it points to.</summary>
internal sealed partial class OpenPdf
{
    private readonly byte[] _file;
    private readonly string _text;
    private readonly long[] _places;

    public OpenPdf(byte[] file)
    {
        _file = file;
        _text = Encoding.Latin1.GetString(file);
        _text.ShouldStartWith("%PDF-1.4\n");
        _text.ShouldEndWith("%%EOF\n");
        var table = int.Parse(End().Match(_text).Groups[1].Value, CultureInfo.InvariantCulture);
        var lines = _text[table..].Split('\n');
        lines[0].ShouldBe("xref");
        var count = int.Parse(lines[1].Split(' ')[1], CultureInfo.InvariantCulture);
        _places = [.. lines.Skip(2).Take(count).Select(line => long.Parse(line[..10], CultureInfo.InvariantCulture))];
        lines.Skip(2).Take(count).ShouldAllBe(line => line.Length == 19);
        for (var id = 1; id < count; id++)
            _text.AsSpan((int)_places[id]).StartsWith($"{id} 0 obj\n").ShouldBeTrue($"object {id}");
    }

    public string Catalog => Object(Reference(_text[_text.LastIndexOf("trailer", StringComparison.Ordinal)..], "Root"));

    /// <summary>Each page: its dictionary and its content.</summary>
    public IReadOnlyList<(string Page, string Content)> Pages
    {
        get
        {
            var tree = Object(Reference(Catalog, "Pages"));
            var kids = Kid().Matches(tree[tree.IndexOf('[')..]).Select(kid => int.Parse(kid.Groups[1].Value)).ToList();
            tree.ShouldContain($"/Count {kids.Count}/");
            return [.. kids.Select(id => (Object(id), ContentOf(Reference(Object(id), "Contents"))))];
        }
    }

    private string Object(int id) =>
        _text[(int)_places[id].._text.IndexOf("endobj", (int)_places[id], StringComparison.Ordinal)];

    private string ContentOf(int id)
    {
        var begin = _text.IndexOf("stream\n", (int)_places[id], StringComparison.Ordinal) + 7;
        var length = int.Parse(Length().Match(_text, (int)_places[id]).Groups[1].Value, CultureInfo.InvariantCulture);
        using var packed = new ZLibStream(new MemoryStream(_file, begin, length), CompressionMode.Decompress);
        using var reader = new StreamReader(packed, Encoding.Latin1);
        _text.AsSpan(begin + length).StartsWith("\nendstream").ShouldBeTrue();
        return reader.ReadToEnd();
    }

    private static int Reference(string text, string key) =>
        int.Parse(Regex.Match(text, $@"/{key} (\d+) 0 R", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value);

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF\n\z")]
    private static partial Regex End();

    [GeneratedRegex(@"(\d+) 0 R")]
    private static partial Regex Kid();

    [GeneratedRegex(@"/Length (\d+)")]
    private static partial Regex Length();
}
