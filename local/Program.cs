using Arshjulet.Local.Hosting;

try
{
    await using var host = await LocalHost.StartAsync(new LocalHostOptions(), args);
    Console.WriteLine($"Running on {host.Address} (the host's own pages: {new Uri(host.Address, "lokalt")}). Ctrl-C stops it.");
    if (new LocalHostOptions().With(args).EndsWithInput)
    {
        // On a thread of its own, since reading the console blocks one.
        _ = Task.Factory.StartNew(() => Console.OpenStandardInput().CopyTo(Stream.Null), TaskCreationOptions.LongRunning)
            .ContinueWith(_ => host.Stop(), TaskScheduler.Default);
    }

    var code = await host.Ended;
    return code != 0 ? code : Environment.ExitCode;
}
catch (AppEndedException ended)
{
    return ended.ExitCode;
}
catch (StartRefusedException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}
