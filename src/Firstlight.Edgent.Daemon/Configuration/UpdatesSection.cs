using Firstlight.Protocol.Bundles;

namespace Firstlight.Edgent.Daemon;

/// <summary>The part <c>updates</c>: whose bundles the board takes.</summary>
internal static class UpdatesSection
{
    /// <summary>The public key, PEM; null when the board takes no updates.</summary>
    public static string? Read(Section root)
    {
        var section = root.Inner("updates");
        var file = section.Text("key", Paths.FaultOf);
        section.RefuseUnknown();
        return file is null ? null : ReadKey(file, section);
    }

    private static string? ReadKey(string file, Section section)
    {
        try
        {
            var pem = File.ReadAllText(file);
            if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
                section.Complain("key", $"{file} holds the private key, which belongs in a safe; give the public one.");
            else if (BundleKey.TryRead(pem, out var key))
                key.Dispose();
            else
                section.Complain("key", $"{file} holds no public key for bundles (ECDSA over P-256, PEM).");
            return pem;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            section.Complain("key", $"{file} cannot be read: {unreadable.Message}");
            return null;
        }
    }
}
