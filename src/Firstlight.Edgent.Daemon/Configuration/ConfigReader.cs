using System.Text.Json;
using Firstlight.Edgent.Linux;

namespace Firstlight.Edgent.Daemon;

/// <summary>The configuration file to settings: all of it, or every problem that it has.</summary>
internal static class ConfigReader
{
    /// <summary>Where the file is unless the command line says otherwise.</summary>
    public const string DefaultFile = "/etc/firstlight-edgent/edgent.json";

    /// <summary>Where the bridge is unless the file says otherwise.</summary>
    public const string SocketDefault = "/run/firstlight-edgent/bridge.sock";
    private const int FileBytesMax = 65_536;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a file. The settings may be used when there is no problem.</summary>
    public static (DaemonConfig? Config, IReadOnlyList<Problem> Problems) ReadFile(string file)
    {
        try
        {
            if (new FileInfo(file).Length > FileBytesMax)
                return (null, [new Problem("", $"has more than {FileBytesMax} bytes; this is no configuration.")]);
            return Read(File.ReadAllBytes(file));
        }
        catch (FileNotFoundException)
        {
            return (
                null,
                [new Problem("", "is not there. Write one: docs/connect/raspberry-pi-product.md has an example.")]
            );
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return (null, [new Problem("", $"cannot be read: {unreadable.Message}")]);
        }
    }

    /// <summary>Reads the file's content.</summary>
    public static (DaemonConfig? Config, IReadOnlyList<Problem> Problems) Read(ReadOnlyMemory<byte> json)
    {
        var problems = new List<Problem>();
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, [new Problem("", "holds no object: { … }.")]);
            var config = ReadAll(new Section(document.RootElement, "", problems));
            return problems.Count == 0 ? (config, problems) : (null, problems);
        }
        catch (JsonException fault)
        {
            return (null, [new Problem("", $"is no JSON (comments are allowed): {fault.Message}")]);
        }
    }

    private static DaemonConfig ReadAll(Section root)
    {
        var network = root.Text("network", text => text is "wifi" or "wired" ? null : "is wifi or wired.");
        var wired = network == "wired";
        var (product, roots) = ProductSection.Read(root, wired);
        var board = BoardSection.Read(root, wired, roots);
        var bridge = root.Inner("bridge");
        var socket = bridge.Text("socket", Paths.FaultOfSocket) ?? SocketDefault;
        bridge.RefuseUnknown();
        var updates = UpdatesSection.Read(root);
        var datastreams = DatastreamSection.Read(root);
        root.RefuseUnknown();
        return new DaemonConfig
        {
            Product = product,
            Board = board,
            Datastreams = datastreams,
            BridgeSocket = socket,
            UpdatesKey = updates,
        };
    }
}
