namespace Firstlight.Edgent.Daemon;

/// <summary>Something in the configuration that cannot be used.</summary>
/// <param name="Key">Where, such as <c>cloud.tlsPort</c>; empty for the file as a whole.</param>
/// <param name="Why">What is wrong, and what would be right.</param>
internal sealed record Problem(string Key, string Why)
{
    /// <summary>As a person reads it.</summary>
    public string In(string file) => Key.Length == 0 ? $"{file}: {Why}" : $"{file}: {Key}: {Why}";
}
