using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Mqtt.V5;

namespace Firstlight.Gateway.Mqtt.Nodes;

/// <summary>The devices that one connection speaks for: each comes in with its first message or subscription. Used by the link's own loop alone.</summary>
internal sealed class NodeBook(LinkServices services, MqttLink link, OrganisationId top, TimeSpan? keepAlive)
{
    /// <summary>Tokens that were refused, so that a device which is gone costs no look-up with each of its messages.</summary>
    private const int RefusedMax = 1_000;

    private static readonly TimeSpan RefusedFor = TimeSpan.FromMinutes(1);

    private static readonly Taken Unknown = new(
        ReasonCode.NotAuthorized,
        Complaints.NotAllowed(
            "token",
            "No device that this login reaches has this AuthToken. Compare it with the one on the device's page."
        )
    );

    private readonly Dictionary<AuthToken, Node> _nodes = [];
    private readonly Dictionary<AuthToken, long> _refused = [];

    public IEnumerable<Node> Nodes => _nodes.Values;

    /// <summary>The device, when it is in already.</summary>
    public Node? Find(AuthToken token) => _nodes.TryGetValue(token, out var node) && !node.IsGone ? node : null;

    /// <summary>The device, which comes in now unless it is in already; or why not.</summary>
    public async ValueTask<(Node? Node, Taken Refusal)> EnterAsync(AuthToken token, CancellationToken cancellation)
    {
        if (Find(token) is { } known)
            return (known, default);
        if (IsRefused(token))
            return (null, Unknown);
        await RemoveGoneAsync();
        if (_nodes.Count >= services.Options.NodesPerConnectionMax)
            return (null, Full());
        var node = new Node(services, link, token);
        if (await services.Door.ConnectBehindAsync(top, token, node, cancellation) is not Arrival.Accepted arrival)
        {
            await RefuseAsync(token, cancellation);
            return (null, Unknown);
        }

        node.Enter(arrival.Session, keepAlive);
        _nodes.Add(token, node);
        Log.NodeEntered(services.Logger, arrival.Session.Device, link.Remote);
        return (node, default);
    }

    public async ValueTask RemoveAsync(AuthToken token, string why)
    {
        if (_nodes.Remove(token, out var node))
            await node.LeaveAsync(why);
    }

    public async ValueTask RemoveAllAsync(string why)
    {
        foreach (var token in _nodes.Keys.ToArray())
            await RemoveAsync(token, why);
    }

    /// <summary>Gives back those that the fleet has ended.</summary>
    public async ValueTask RemoveGoneAsync()
    {
        foreach (var (token, node) in _nodes.Where(static pair => pair.Value.IsGone).ToArray())
            await RemoveAsync(token, "gone");
    }

    private Taken Full() =>
        new(
            ReasonCode.QuotaExceeded,
            Complaints.NotAllowed(
                "devices",
                $"This connection speaks for {_nodes.Count} devices already. Unsubscribe one of them, or open another connection."
            )
        );

    private bool IsRefused(AuthToken token) =>
        _refused.TryGetValue(token, out var until) && services.Time.GetTimestamp() < until;

    /// <summary>Whoever guesses tokens is slowed down, as at the login.</summary>
    private async ValueTask RefuseAsync(AuthToken token, CancellationToken cancellation)
    {
        services.Metrics.LoggedIn("refused");
        if (_refused.Count >= RefusedMax)
            _refused.Clear();
        _refused[token] = services.After(RefusedFor);
        var delay = services.WrongTokens.Note(link.Remote);
        if (delay == TimeSpan.Zero)
            Log.TokenRefused(services.Logger, link.Remote, "behind a gateway");
        else
            await Task.Delay(delay, services.Time, cancellation);
    }
}
