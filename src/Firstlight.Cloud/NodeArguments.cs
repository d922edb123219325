using System.CommandLine;
using System.Text.RegularExpressions;
using Firstlight.Cluster;

namespace Firstlight.Cloud;

/// <summary>One of several nodes at one database (docs/operate/several-nodes.md).</summary>
internal sealed partial class NodeArguments
{
    private readonly Option<string?> _node = new("--node")
    {
        Description = "This is one of several nodes at one PostgreSQL database, and what it is called",
    };
    private readonly Option<string?> _rabbit = new("--rabbitmq")
    {
        Description = "How the nodes reach each other: amqp://user:password@host:5672/vhost",
    };

    public void AddTo(Command command)
    {
        _node.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value.Length: > 0 } word] && !Name().IsMatch(word.Value))
                result.AddError("--node takes a name of at most 32 characters: small letters, digits and hyphens.");
        });
        command.Add(_node);
        command.Add(_rabbit);
    }

    /// <summary>Null: one node alone.</summary>
    public NodeSettings? Read(ParseResult parsed, string? database, out string? fault)
    {
        fault = null;
        var (name, broker) = (parsed.GetValue(_node), parsed.GetValue(_rabbit));
        if (string.IsNullOrEmpty(name) && string.IsNullOrEmpty(broker))
            return null;
        if (string.IsNullOrEmpty(name) || string.IsNullOrEmpty(broker))
            fault = "--node and --rabbitmq go together: several nodes have names and a broker between them.";
        else if (database is null)
            fault = "--node needs --database: several nodes share one PostgreSQL database.";
        if (fault is not null)
            return null;
        try
        {
            return new NodeSettings(name!, RabbitOptions.ReadAddress(broker!));
        }
        catch (BackboneRefusedException refused)
        {
            fault = refused.Message;
            return null;
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,32}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}

/// <summary>This node. No record: it would print the password.</summary>
internal sealed class NodeSettings(string name, Uri broker)
{
    /// <summary>Over how long one of several nodes lets its devices go.</summary>
    public static readonly TimeSpan DrainDefault = TimeSpan.FromSeconds(30);

    public string Name => name;

    public Uri Broker => broker;
}
