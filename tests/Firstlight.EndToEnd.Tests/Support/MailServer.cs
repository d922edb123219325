using System.Text.Json.Nodes;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>A real SMTP server by other people, as a process of its own.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly Child _child;

    private MailServer(Child child, int port)
    {
        _child = child;
        Port = port;
    }

    public int Port { get; }

    public static async Task<MailServer> StartAsync(CancellationToken cancellation, params string[] options)
    {
        var child = Child.Start("node", [Repository.File("tests/clients/mail-server.js"), .. options]);
        var line = await child.ExpectLineAsync(said => IsEvent(said, "listening"), cancellation);
        return new MailServer(child, JsonNode.Parse(line)!["port"]!.GetValue<int>());
    }

    /// <summary>The text of the first mail to <paramref name="address"/>, waited for.</summary>
    public async Task<string> ExpectMailAsync(string address, CancellationToken cancellation)
    {
        var line = await _child.ExpectLineAsync(
            said =>
                IsEvent(said, "mail")
                && JsonNode.Parse(said)!["to"]!.AsArray().Any(to => to!.GetValue<string>() == address),
            cancellation
        );
        return JsonNode.Parse(line)!["text"]!.GetValue<string>();
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private static bool IsEvent(string line, string name) =>
        line.StartsWith('{') && JsonNode.Parse(line)!["event"]!.GetValue<string>() == name;
}
