using Firstlight.Edgent.Linux;

namespace Firstlight.Edgent.Daemon;

/// <summary>Reads the configuration, names every problem, and shows which parts of the board are there. Changes nothing.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(string file, Surroundings surroundings, CancellationToken cancellation)
    {
        var (config, problems) = ConfigReader.ReadFile(file);
        if (config is null)
        {
            foreach (var problem in problems)
                await surroundings.Error.WriteLineAsync(problem.In(file));
            return ExitCodes.Configuration;
        }

        var product = config.Product;
        await surroundings.Output.WriteLineAsync(
            $"""
            {file}: no problem
            product   {product.TemplateName} ({product.TemplateId}), version {product.FirmwareVersion}
            cloud     {CloudOf(product)}
            settings  {config.Board.StateFolder}
            bridge    {config.BridgeSocket}, {config.Datastreams.Count} named datastreams
            """
        );
        try
        {
            foreach (var (part, found) in await BoardInventory.LookAsync(config.Board, surroundings.Time, cancellation))
                await surroundings.Output.WriteLineAsync($"{part, -9} {found}");
            return ExitCodes.Ok;
        }
        catch (BoardUnavailableException missing)
        {
            await surroundings.Error.WriteLineAsync(missing.Message);
            return ExitCodes.Unavailable;
        }
    }

    private static string CloudOf(EdgentOptions product)
    {
        var address = new EdgentConfig
        {
            Host = product.CloudHost,
            TlsPort = product.CloudTlsPort,
            PlainPort = product.CloudPort,
        }.AddressFor(product.Link, failedAttempts: 0);
        return $"{address.Host}:{address.Port} {(address.Tls ? "with TLS" : "without TLS")}";
    }
}
