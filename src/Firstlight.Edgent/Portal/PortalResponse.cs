using System.Text;

namespace Firstlight.Edgent;

/// <summary>What the portal answers, or that it does not.</summary>
public sealed record PortalResponse
{
    /// <summary>No answer at all: the connection breaks, as it does when the device restarts or its access point is down.</summary>
    public static readonly PortalResponse Drop = new() { Dropped = true };

    /// <summary>True: send nothing and break the connection.</summary>
    public bool Dropped { get; private init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>The body's media type; null without a body.</summary>
    public string? ContentType { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    internal static PortalResponse Text(int status, string text) =>
        new()
        {
            Status = status,
            ContentType = "text/plain; charset=utf-8",
            Body = Encoding.UTF8.GetBytes(text),
        };

    internal static PortalResponse Html(ReadOnlyMemory<byte> page) =>
        new()
        {
            Status = 200,
            ContentType = "text/html; charset=utf-8",
            Body = page,
        };

    internal static PortalResponse Json(int status, ReadOnlyMemory<byte> json) =>
        new()
        {
            Status = status,
            ContentType = "application/json",
            Body = json,
        };

    internal PortalResponse With(params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var all = new List<KeyValuePair<string, string>>(Headers);
        foreach (var (name, value) in headers)
            all.Add(new(name, value));
        return this with { Headers = all };
    }
}
