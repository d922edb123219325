using System.Net.Sockets;
using System.Text.Json;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Daemon;

/// <summary>Hands a short code to the running service, and says how it went.</summary>
internal static class ClaimCommand
{
    private const int CodeRejected = (int)DeviceErrorCode.CodeRejected;
    private const int CodeOfOtherTemplate = (int)DeviceErrorCode.CodeOfOtherTemplate;

    /// <summary>A try for the network and one for the cloud have 50 seconds each.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task<int> RunAsync(
        string file,
        string code,
        Surroundings surroundings,
        CancellationToken cancellation
    )
    {
        var path = ConfigReader.ReadFile(file).Config?.BridgeSocket ?? ConfigReader.SocketDefault;
        using var patience = new CancellationTokenSource(Patience, surroundings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), either.Token);
            await using var stream = new NetworkStream(socket);
            var request = new MemoryStream();
            await using (var json = new Utf8JsonWriter(request))
            {
                json.WriteStartObject();
                json.WriteString("claim", code);
                json.WriteNumber("id", 1);
                json.WriteEndObject();
            }

            request.WriteByte((byte)'\n');
            await stream.WriteAsync(request.ToArray(), either.Token);
            var (exit, said) = await FollowAsync(new LineReader(stream), either.Token);
            await (exit == ExitCodes.Ok ? surroundings.Output : surroundings.Error).WriteLineAsync(said);
            return exit;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
        {
            await surroundings.Error.WriteLineAsync(
                $"You may not open {path}: use sudo, or join the group firstlight-edgent."
            );
            return ExitCodes.NotAllowed;
        }
        catch (Exception gone) when (gone is SocketException or IOException)
        {
            await surroundings.Error.WriteLineAsync(
                $"Nobody serves {path}: systemctl status firstlight-edgent says why."
            );
            return ExitCodes.Unavailable;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync(
                $"Not online after {Patience.TotalSeconds} s; the service's log says how far it came."
            );
            return ExitCodes.CloudNotReached;
        }
    }

    private static async Task<(int Exit, string Said)> FollowAsync(LineReader lines, CancellationToken cancellation)
    {
        var begun = false;
        while (await lines.ReadAsync(cancellation) is { } line)
        {
            using var said = JsonDocument.Parse(line);
            if (said.RootElement.TryGetProperty("why", out var why))
                return (ExitCodes.CodeRefused, why.GetString()!);
            begun |= said.RootElement.TryGetProperty("done", out _);
            if (!begun || !said.RootElement.TryGetProperty("state", out var state))
                continue;
            var error = said.RootElement.TryGetProperty("lastError", out var number) ? number.GetInt32() : 0;
            switch (state.GetString())
            {
                case DeviceState.Online:
                    return (ExitCodes.Ok, "Online.");
                case DeviceState.SetUp or DeviceState.Failed when error is CodeRejected or CodeOfOtherTemplate:
                    return (ExitCodes.CodeRefused, WordsFor(error));
                case DeviceState.SetUp or DeviceState.Failed:
                    return (
                        ExitCodes.CloudNotReached,
                        $"It did not come online (error {error}); docs/protocols/provisioning.md says what the number means."
                    );
            }
        }

        return (ExitCodes.Unavailable, "The service ended meanwhile.");
    }

    private static string WordsFor(int error) =>
        error == CodeRejected
            ? "The cloud does not take this code: mistyped, expired or used. Ask the app for a new one."
            : "This code is for devices of another template.";
}
