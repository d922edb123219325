namespace Firstlight.Gateway.Links;

/// <summary>Texts of a device's report about itself.</summary>
internal static class ReportText
{
    /// <summary>Versions and board names are short; what is longer is cut here.</summary>
    public const int CharactersMax = 128;

    public static string Short(string value) => value.Length <= CharactersMax ? value : value[..CharactersMax];
}
