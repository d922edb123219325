using System.CommandLine.Parsing;

namespace Firstlight.Cli.Commands;

/// <summary>Reads a URL from the command line or the environment.</summary>
internal static class WebAddress
{
    public static Uri? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TryParse(text, out var address))
            return address;
        result.AddError($"\"{text}\" is not an address such as http://127.0.0.1:8080.");
        return null;
    }

    public static bool TryParse(string text, out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>As a person would type it: without the slash at its end.</summary>
    public static string Text(Uri address) => address.ToString().TrimEnd('/');

    /// <summary>The address of <paramref name="path"/> below <paramref name="root"/>, whether that ends in a slash or not.</summary>
    public static Uri Below(Uri root, string path, string? query = null) =>
        new(
            $"{root.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path.TrimStart('/')}{(query is null ? "" : "?")}{query}"
        );
}
