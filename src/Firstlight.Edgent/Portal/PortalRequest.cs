namespace Firstlight.Edgent;

/// <summary>One HTTP request to the configuration portal, already parsed.</summary>
public sealed record PortalRequest
{
    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The path below the portal's root, such as <c>/config</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query as sent, with or without its question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>A request header by name, null when absent.</summary>
    public Func<string, string?> Header { get; init; } = static _ => null;

    /// <summary>The body. The portal reads no more than its limits.</summary>
    public Stream Body { get; init; } = Stream.Null;
}
