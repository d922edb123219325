using System.CommandLine;
using System.Net;
using System.Net.Sockets;

namespace Firstlight.Cloud;

/// <summary>Which balancers stand in front and say by the PROXY protocol who the callers are (docs/operate/deploy.md).</summary>
internal sealed class ProxyArguments
{
    private readonly Option<string?> _proxies = new("--proxies")
    {
        Description = "Balancers that speak the PROXY protocol: addresses or networks, such as 10.0.0.5,10.0.1.0/24",
    };

    public void AddTo(Command command)
    {
        _proxies.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value.Length: > 0 } words] && FindFault(words.Value) is { } fault)
                result.AddError(
                    $"--proxies takes addresses and networks with commas between them, such as 10.0.0.5,10.0.1.0/24; \"{fault}\" is neither."
                );
        });
        command.Add(_proxies);
    }

    public IReadOnlyList<IPNetwork> Read(ParseResult parsed) =>
        parsed.GetValue(_proxies) is { Length: > 0 } words ? [.. Split(words).Select(word => Find(word)!.Value)] : [];

    private static string? FindFault(string words) => Split(words).FirstOrDefault(word => Find(word) is null);

    private static string[] Split(string words) => words.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>A network, by any of its addresses, or one address.</summary>
    private static IPNetwork? Find(string word)
    {
        if (IPNetwork.TryParse(word, out var network))
            return network;
        // "10.0.5" would be read as 10.0.0.5.
        if (!IPAddress.TryParse(word, out var address) || (!word.Contains(':') && word.Count(one => one == '.') != 3))
            return null;
        return new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }
}
