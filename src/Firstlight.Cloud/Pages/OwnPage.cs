using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Firstlight.Cloud;

/// <summary>
/// A page that is a part of the program, with its script and its style inside, and the policy that lets exactly these two run: no
/// frames, nothing foreign or added, no address handed on.
/// </summary>
internal sealed class OwnPage
{
    private OwnPage(string html)
    {
        Html = html;
        ContentSecurityPolicy =
            $"default-src 'none'; style-src {HashOf("style")}; script-src {HashOf("script")}; connect-src 'self'; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    }

    public string Html { get; }

    public string ContentSecurityPolicy { get; }

    public static OwnPage Read(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"Firstlight.Cloud.Pages.{name}")
            ?? throw new InvalidOperationException($"The page {name} is not in the program.");
        using var reader = new StreamReader(stream);
        return new OwnPage(reader.ReadToEnd());
    }

    private string HashOf(string element)
    {
        var begin = Html.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var end = Html.IndexOf($"</{element}>", StringComparison.Ordinal);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Html[begin..end]));
        return $"'sha256-{Convert.ToBase64String(hash)}'";
    }
}
