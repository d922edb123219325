namespace Firstlight.Edgent;

/// <summary>The two pages, compiled into the library: the access point has no internet to load anything from.</summary>
internal static class PortalPages
{
    public static readonly ReadOnlyMemory<byte> Form = Load("page.html");

    public static readonly ReadOnlyMemory<byte> Update = Load("update.html");

    private static byte[] Load(string name)
    {
        using var resource =
            typeof(PortalPages).Assembly.GetManifestResourceStream($"Portal.{name}")
            ?? throw new InvalidOperationException($"The page {name} is not in the assembly.");
        var page = new byte[resource.Length];
        resource.ReadExactly(page);
        return page;
    }
}
