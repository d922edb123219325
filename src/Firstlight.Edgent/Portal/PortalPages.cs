using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Firstlight.Edgent;

/// <summary>The pages, compiled into the library: the access point has no internet to load anything from.</summary>
internal static partial class PortalPages
{
    public static readonly ReadOnlyMemory<byte> Update = Encoding.UTF8.GetBytes(Load("update.html"));

    private static readonly string Frame = Load("page.html");
    private static readonly string Form = Load("form.html");
    private static readonly string Sent = Load("sent.html");
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Only this page's own style and script, by their sums; it talks to the device and to nobody else.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src {SumOf("style")}; script-src {SumOf("script")}; connect-src 'self'; "
        + "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The page with the form. Values are text; <c>note</c>, <c>networks</c> and switches are markup already.</summary>
    public static byte[] WithForm(
        IReadOnlyDictionary<string, string> texts,
        IReadOnlyDictionary<string, string> markup
    ) => Finish(Form, texts, markup);

    /// <summary>The page that says that the settings were taken.</summary>
    public static byte[] WithSent(IReadOnlyDictionary<string, string> texts) =>
        Finish(Sent, texts, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Text as markup that shows it.</summary>
    public static string Escape(string text) => Encoder.Encode(text);

    private static byte[] Finish(
        string part,
        IReadOnlyDictionary<string, string> texts,
        IReadOnlyDictionary<string, string> markup
    )
    {
        var main = Fill(part, texts, markup);
        var whole = Fill(Frame, texts, new Dictionary<string, string>(StringComparer.Ordinal) { ["main"] = main });
        return Encoding.UTF8.GetBytes(whole);
    }

    // In one pass: what is filled in is never looked through again.
    private static string Fill(
        string template,
        IReadOnlyDictionary<string, string> texts,
        IReadOnlyDictionary<string, string> markup
    ) =>
        Place()
            .Replace(
                template,
                place =>
                    markup.TryGetValue(place.Groups["name"].Value, out var ready) ? ready
                    : texts.TryGetValue(place.Groups["name"].Value, out var text) ? Escape(text)
                    : ""
            );

    private static string SumOf(string element)
    {
        var begin = Frame.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var content = Frame[begin..Frame.IndexOf($"</{element}>", begin, StringComparison.Ordinal)];
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
    }

    private static string Load(string name)
    {
        using var resource =
            typeof(PortalPages).Assembly.GetManifestResourceStream($"Portal.{name}")
            ?? throw new InvalidOperationException($"The page {name} is not in the assembly.");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Place();
}
