# A stand-in for Seam's SDK for Ruby, written by hand: it speaks HTTP as the SDK
# does. The key of a call may ask it to misbehave.
require "json"
require "net/http"
require "time"

module Seam
  class SeamHttpApiError < StandardError
    attr_reader :code, :status_code, :request_id

    def initialize(error, status, request_id)
      super(error["message"])
      @code, @status_code, @request_id = error["type"], status, request_id
    end
  end

  class SeamHttpUnauthorizedError < SeamHttpApiError; end

  class ClientSession
    attr_reader :client_session_id, :user_identifier_key, :token, :customer_key

    def initialize(data)
      @data = data
      @customer_key = nil
      data.each { |name, value| instance_variable_set("@#{name}", value) }
    end

    def created_at = Time.parse(@created_at)
  end

  class ClientSessions
    def initialize(options) = @options = options
    def create(**parameters) = ClientSession.new(send_it("PUT", "create", parameters)["client_session"])
    def get(**parameters) = ClientSession.new(send_it("POST", "get", parameters)["client_session"])
    def delete(**parameters) = send_it("POST", "delete", parameters) && nil
    def list(user_identifier_key: "every") = public_send(user_identifier_key)
    def every = send_it("POST", "list", {})["client_sessions"].map { |it| ClientSession.new(it) }
    def hang = loop { nil }
    def exit = Kernel.exit!(7)
    def flood = 100_000.times { puts "x" * 1000; warn "x" * 1000 } && []
    def flood_results = loop { IO.new(3, "w", autoclose: false).syswrite("x" * 65_536) }
    def show = raise(ArgumentError, "used #{@options}")
    def nosy = [ENV.to_h, ARGV, @options, File.read("/proc/self/cmdline")]

    def process = [spawn("sleep 86413", pgroup: true)]

    def nosy_file
      [File.read("/proc/#{Process.ppid}/environ")]
    rescue SystemCallError
      [""]
    end

    def elsewhere
      Net::HTTP.get(URI("https://metrics.example.org/x"))
    rescue StandardError
      []
    end

    private

    def send_it(method, name, parameters)
      uri = URI("#{@options[:endpoint]}/client_sessions/#{name}")
      headers = {"authorization" => "Bearer #{@options[:api_key]}", "content-type" => "application/json"}
      response = Net::HTTP.start(uri.host, uri.port) { |it| it.send_request(method, uri.path, parameters.to_json, headers) }
      body = JSON.parse(response.body)
      return body if response.code == "200"
      kind = response.code == "401" ? SeamHttpUnauthorizedError : SeamHttpApiError
      raise kind.new(body["error"], response.code.to_i, response["seam-request-id"])
    end
  end

  class Client
    attr_reader :client_sessions

    def initialize(**options) = @client_sessions = ClientSessions.new(options)
  end

  def self.new(**options) = Client.new(**options)
end
