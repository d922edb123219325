using System.Text.Json;
using Firstlight.Cli.Cloud;
using Firstlight.Cli.Commands;

namespace Firstlight.Cli.Room;

/// <summary>The workbench's REST face.</summary>
internal sealed class WorkbenchClient(Uri address) : IDisposable
{
    private readonly JsonHttp _http = new(address, accessToken: null);

    public Uri Address => address;

    /// <exception cref="CommandFailure">The workbench does not answer, or says no.</exception>
    public async Task<JsonElement> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellation
    )
    {
        try
        {
            var (answer, problem) = await _http.SendAsync(method, path, body, cancellation);
            if (problem is null)
                return answer;
            var missing = problem.Status is System.Net.HttpStatusCode.NotFound;
            throw new CommandFailure(
                missing ? ExitCodes.NotFound : ExitCodes.Refused,
                problem.Sentence,
                missing ? "See what there is: firstlight workbench list" : null
            );
        }
        catch (HttpRequestException unreachable)
        {
            throw new CommandFailure(
                ExitCodes.WorkbenchUnreachable,
                $"The workbench at {WebAddress.Text(address)} does not answer: {unreachable.Message}",
                "Is it running (./run)? Name another one with --workbench URL."
            );
        }
    }

    /// <summary>The access points in the workbench's air; null when no workbench answers there.</summary>
    public async Task<IReadOnlyList<VisibleAccessPoint>?> TryListenAsync(CancellationToken cancellation)
    {
        try
        {
            var (answer, problem) = await _http.SendAsync(HttpMethod.Get, "/air", null, cancellation);
            return problem is null ? VisibleAccessPoint.ReadAll(answer) : null;
        }
        catch (HttpRequestException)
        {
            // No workbench is the normal case for someone with a real device.
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
